"""The needs assessment: CMM, ISO 9001, both, or neither yet. Data with marks, and small decision methods over it."""
