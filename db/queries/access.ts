import { row, rows, run, type Db } from '../client.server';
import { OPEN_TX } from '../schema/time';

export interface AccountRow {
  id: number;
  personId: number | null;
  username: string;
  passwordHash: string | null;
  passwordChosenAt: number | null;
  status: 'active' | 'closed';
  createdAt: number;
  closedAt: number | null;
  closedReason: string | null;
}

const ACCOUNT = `select a.id, a.person_id as personId, a.username, a.password_hash as passwordHash,
  a.password_chosen_at as passwordChosenAt, a.status, a.created_at as createdAt, a.closed_at as closedAt,
  a.closed_reason as closedReason from account a`;

/** By user name, or by the staff code of the account's person; both without regard to case. */
export function findAccountByName(db: Db, name: string): AccountRow | null {
  const folded = name.trim().toLowerCase();
  return (
    row<AccountRow>(db, `${ACCOUNT} where a.username = ?`, folded) ??
    row<AccountRow>(
      db,
      `${ACCOUNT} join person p on p.id = a.person_id where p.staff_code = ?`,
      folded.toUpperCase(),
    )
  );
}

export function findAccountById(db: Db, accountId: number): AccountRow | null {
  return row<AccountRow>(db, `${ACCOUNT} where a.id = ?`, accountId);
}

/** Sets the password, null for none. `chosenAt` is null where somebody else set it. */
export function setPassword(
  db: Db,
  input: { accountId: number; passwordHash: string | null; chosenAt: number | null },
): void {
  run(
    db,
    'update account set password_hash = :passwordHash, password_chosen_at = :chosenAt where id = :accountId',
    input,
  );
}

export function setAccountStatus(
  db: Db,
  input: { accountId: number; status: 'active' | 'closed'; closedAt: number | null; reason: string | null },
): void {
  run(
    db,
    'update account set status = :status, closed_at = :closedAt, closed_reason = :reason where id = :accountId',
    input,
  );
}

/** Name of the person behind an account and of his unit today, for the frame of each page. */
export function getAccountCard(
  db: Db,
  accountId: number,
  today: string,
): {
  fullName: string;
  sex: 'female' | 'male' | 'unknown';
  unitVi: string;
  unitEn: string;
  staffCode: string;
} | null {
  return row(
    db,
    `select f.full_name as fullName, f.sex, p.staff_code as staffCode,
       coalesce(u.name_vi, '') as unitVi, coalesce(u.name_en, '') as unitEn
     from account a
     join person p on p.id = a.person_id
     join person_profile f on f.person_id = p.id and f.tx_to = ${OPEN_TX} and f.valid_from <= :today and f.valid_to > :today
     left join assignment s on s.person_id = p.id and s.is_primary = 1 and s.tx_to = ${OPEN_TX}
       and s.valid_from <= :today and s.valid_to > :today
     left join unit_period u on u.unit_id = s.unit_id and u.tx_to = ${OPEN_TX} and u.valid_from <= :today and u.valid_to > :today
     where a.id = :accountId`,
    { accountId, today },
  );
}

export function insertAccount(
  db: Db,
  account: {
    personId: number | null;
    username: string;
    passwordHash: string | null;
    isDemo: boolean;
    now: number;
  },
): number {
  return run(
    db,
    `insert into account (person_id, username, password_hash, status, is_demo, created_at)
     values (?, ?, ?, 'active', ?, ?)`,
    account.personId,
    account.username.toLowerCase(),
    account.passwordHash,
    account.isDemo ? 1 : 0,
    account.now,
  ).id;
}

/** Does a demo account that can sign in exist? The server then refuses any address but loopback. */
export function hasActiveDemoAccount(db: Db): boolean {
  return (
    row(
      db,
      "select 1 as yes from account where is_demo = 1 and status = 'active' and password_hash is not null limit 1",
    ) !== null
  );
}

export function listDemoAccounts(db: Db): { username: string; roles: string }[] {
  return rows(
    db,
    `select a.username, group_concat(g.role, ' ') as roles from account a
     join role_grant g on g.account_id = a.id and g.tx_to = ${OPEN_TX}
     where a.is_demo = 1 and a.password_hash is not null group by a.id order by a.id`,
  );
}

/** The account of a person, open or closed. */
export function findAccountOfPerson(
  db: Db,
  personId: number,
): { id: number; username: string; status: 'active' | 'closed' } | null {
  return row(db, 'select id, username, status from account where person_id = ?', personId);
}
