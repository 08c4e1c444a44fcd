"""The Ceipal ATS API, version 2. Its endpoint of interviews is not published: path and field names are assumed."""
