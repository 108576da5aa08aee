/** What may be uploaded at all, by media type. */
export const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What can be wrong with an uploaded file; words in operations:upload. */
export const FILE_FAULTS = ['file_empty', 'file_type', 'file_large', 'file_count', 'file_missing'] as const;
export type FileFault = (typeof FILE_FAULTS)[number];
