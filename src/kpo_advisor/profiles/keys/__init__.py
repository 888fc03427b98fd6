"""What a profile may say beside its answers: who gave them, and what else may be so."""
