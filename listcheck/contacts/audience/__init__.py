"""Who answers at an address: a function or a person, a company or a natural person."""
