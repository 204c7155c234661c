package dev.onhand.store.ledger;

/**
 * How the committer works.
 *
 * @param lanes transactions side by side, 1 to 16. One more than can be kept busy lets callers
 *     gather while another commits
 * @param commandsPerCommit the most that one transaction takes (a single longer list still goes as
 *     one)
 * @param commandsWaitingMax the most that may wait; beyond it callers are told that the ledger is
 *     busy
 */
public record CommitterSettings(int lanes, int commandsPerCommit, int commandsWaitingMax) {

  public static final CommitterSettings DEFAULT = new CommitterSettings(2, 2_048, 60_000);

  public CommitterSettings {
    if (lanes < 1 || lanes > 16) {
      throw new IllegalArgumentException("lanes must be from 1 to 16, not " + lanes);
    }
    if (commandsPerCommit < 1 || commandsWaitingMax < commandsPerCommit) {
      throw new IllegalArgumentException(
          "limits must be positive, and more may wait than go in one commit");
    }
  }
}
