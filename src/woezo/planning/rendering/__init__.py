"""Figures as people get them: a grid or a curve on a page, a CSV file, a spreadsheet."""
