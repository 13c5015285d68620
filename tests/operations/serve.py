"""Serve a centre on a socket that somebody else has opened, and keeps open while this process is killed."""

from __future__ import annotations

import socket
import sys

import django

from woezo.entrypoints.serving import serve

if __name__ == "__main__":
    django.setup()
    serve(sockets=[socket.socket(fileno=int(sys.argv[1]))])
