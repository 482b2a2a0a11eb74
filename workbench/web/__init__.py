"""Our Starlette routes and middleware: sign-in, security headers.
May import desk_app, model, errors and settings.
"""
