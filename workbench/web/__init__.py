"""Our Starlette routes and middleware: sign-in, security headers.
May import app, demo, markup, model, errors and settings.
"""
