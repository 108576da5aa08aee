/** Imported first: React decides by this, when it is loaded, which of its two builds runs. */
process.env.NODE_ENV = 'production';
