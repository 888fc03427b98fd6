"""What is published of the JSON: each contract as classes, with words for their fields, and as a schema."""
