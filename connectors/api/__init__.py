"""What all doors of the API share: keys, parameters, the shape of answers, how they are described."""
