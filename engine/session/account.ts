import { userInfo } from 'node:os';

/** What the operating system calls whoever runs this process: who acts, as custody names them, where nobody says otherwise. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user who is a number alone, as in containers.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
