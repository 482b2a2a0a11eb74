"""Our Starlette routes and middleware: sign-in, security headers.
May import desk_app, demo, model, errors and settings.
"""
