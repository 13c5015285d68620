"""What is kept of a site before it opens: the texts, their cells filled in day by day, and their pages."""
