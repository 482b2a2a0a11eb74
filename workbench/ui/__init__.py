"""The only Streamlit: main, screens and components. Calls the application object only.
May import desk_app, demo, model, errors and settings.
"""
