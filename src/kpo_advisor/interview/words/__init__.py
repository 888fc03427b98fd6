"""What an interview says, in paragraphs: questions, help, why one is asked, all answers. A screen wraps them."""
