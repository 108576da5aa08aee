import { run, type Db } from '../client.server';
import type { NoticeKind } from '../../app/notices/terms';

export interface NewNotice {
  accountId: number;
  kind: NoticeKind;
  params: string;
  link: string | null;
  createdAt: number;
  key: string | null;
}

export function insertNotice(db: Db, notice: NewNotice): void {
  run(
    db,
    `insert into notice (account_id, kind, params, link, created_at, key)
     values (:accountId, :kind, :params, :link, :createdAt, :key) on conflict (key) do nothing`,
    notice,
  );
}
