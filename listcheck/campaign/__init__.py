"""What a check knows before it looks at a contact, and the contacts it then asks of."""
