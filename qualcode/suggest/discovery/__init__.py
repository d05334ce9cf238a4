"""What nobody coded yet, and which codes and codings are worth another look."""
