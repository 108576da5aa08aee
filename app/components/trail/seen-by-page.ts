/** Where the two lists of an address go on: view and file, ids of the last ones shown. */
export function readSeenByPage(params: URLSearchParams): { beforeView?: number; beforeExport?: number } {
  const number = (name: string) => {
    const text = params.get(name) ?? '';
    return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
  };
  const [view, file] = [number('view'), number('file')];
  return { ...(view ? { beforeView: view } : {}), ...(file ? { beforeExport: file } : {}) };
}
