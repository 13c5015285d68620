"""Where the product is started and put together: command line, settings, ASGI application, wiring."""
