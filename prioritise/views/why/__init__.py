"""Why a proposal is in or out, in sentences and tables."""
