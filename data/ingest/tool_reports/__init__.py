"""Tables that decision-support tools or an annotator wrote of a laboratory's findings."""
