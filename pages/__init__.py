"""The screens, a folder to a subject; none lies directly here (Streamlit would serve it without app.py)."""
