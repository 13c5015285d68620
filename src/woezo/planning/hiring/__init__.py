"""The hiring plan on its pages: the list, the plan worked out, its editing, its history, two plans side by side."""
