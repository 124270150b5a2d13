"""What is shown of each topic: columns with their cells, sentences, charts, documents."""
