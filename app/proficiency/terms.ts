/** The closed lists of proficiency. */
export const EVIDENCE_KINDS = ['result', 'certificate', 'degree', 'attestation'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const EVIDENCE_STATES = ['claimed', 'accepted', 'rejected', 'withdrawn'] as const;
export type EvidenceState = (typeof EVIDENCE_STATES)[number];

/** Why numbers of the register stay empty. */
export const VOID_REASONS = ['restore'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];
