"""Reports for people who read and sign them: web page, Markdown, workbook, text document."""
