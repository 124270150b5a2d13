"""Why a proposal is in or out: one decision turned round, and all else free to change."""
