"""Workbooks: sheets of an .xlsx file as delimited text."""
