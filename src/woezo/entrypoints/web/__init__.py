"""Pages and API in a process of their own, so that no page, and no thousand of them, keeps a contact from its agent.

The process of the floor holds the port, the sockets and the dispatcher. It hands each request on (front), the pages
process answers it with Django (pages) and reaches the floor from there (far). Both talk in frames over one socket pair,
so each ends with the other. docs/adr/0014-two-processes.md
"""
