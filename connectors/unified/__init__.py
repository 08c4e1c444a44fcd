"""The drop-in unified ATS API: any vendor's interviews in one shape, from our own rows."""
