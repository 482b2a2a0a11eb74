"""The only Streamlit: main, screens and components. Calls the application object only.
May import desk_app, model, errors and settings.
"""
