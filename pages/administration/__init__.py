"""Users, roles and the record of every act."""
