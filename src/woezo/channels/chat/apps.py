"""Names the app `chat`."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    """Chat on a client's web page."""

    name = "woezo.channels.chat"
    label = "chat"
