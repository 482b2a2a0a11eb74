"""Our Starlette routes and middleware: sign-in, security headers.
May import app, demo, model, errors and settings.
"""
