"""The only Streamlit: one room a page, and ``shared``. Calls the application object only.
May import app, demo, model, errors and settings.
"""
