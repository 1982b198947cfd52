"""Stories of single pages, through app.py as Streamlit runs it."""
