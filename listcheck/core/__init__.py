"""What every floor of the house speaks: columns, fields, headers, moments, addresses, errors."""
