package dev.onhand.store.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lists that wait for a lane, in the order they came, up to a limit.
 *
 * <p>What a commit costs beside its rows is shared by those that go with it. So where there is a
 * crowd, it is given a moment to gather: callers that were just answered come back one by one, and
 * without it the first of them would go alone. Nobody waits for a crowd that there was not just
 * now: one caller alone goes at once.
 */
final class Waiting {

  /** About as long as a commit takes: longer than that nobody waits for others. */
  static final Duration GATHERING_MAX = Duration.ofMillis(4);

  /** Among so many, what a commit costs is next to nothing for each. */
  private static final int CROWD_MAX = 128;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition gathered = lock.newCondition();
  private final ArrayDeque<Submission> queue = new ArrayDeque<>();
  private final int commandsMax;
  private final long gatheringNanosMax;
  private int commands;

  /** Lists that lanes are at work on. */
  private int taken;

  /** The most lists, waiting or taken, that there were at once of late; 0 after a pause. */
  private int crowd;

  private boolean gathering;
  private boolean closed;

  /**
   * @param commandsMax the most that may wait, beside a single longer list
   * @param gatheringMax for how long those that wait are kept waiting for others
   */
  Waiting(int commandsMax, Duration gatheringMax) {
    this.commandsMax = commandsMax;
    this.gatheringNanosMax = gatheringMax.toNanos();
  }

  /**
   * Takes them in at once, so that one lane gets all that fit into a commit.
   *
   * @return those that were not taken: too much is waiting, or the committer is closed
   */
  List<Submission> offer(List<Submission> submissions) {
    lock.lock();
    try {
      List<Submission> refused = new ArrayList<>();
      for (Submission submission : submissions) {
        int size = submission.weight();
        if (closed || (commands > 0 && commands + size > commandsMax)) {
          refused.add(submission);
        } else {
          queue.add(submission);
          commands += size;
        }
      }
      if (!gathering) {
        notEmpty.signal();
      } else if (isGathered()) {
        gathered.signal();
      }
      return refused;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is something and its crowd has gathered, then takes all that is there up to a
   * number of commands; empty once closed and drained.
   */
  List<Submission> take(int commandsPerCommit) throws InterruptedException {
    lock.lock();
    try {
      long pause = gatheringNanosMax;
      while ((queue.isEmpty() || gathering) && !closed) {
        if (pause > 0) {
          pause = notEmpty.awaitNanos(pause);
        } else {
          crowd = here() == 0 ? 0 : crowd;
          notEmpty.await();
        }
      }
      gather();
      crowd = Math.max(here(), crowd / 2);
      List<Submission> batch = drain(commandsPerCommit);
      taken += batch.size();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** A lane is about to answer so many of the lists that were taken. */
  void done(int lists) {
    lock.lock();
    try {
      taken -= lists;
    } finally {
      lock.unlock();
    }
  }

  private void gather() throws InterruptedException {
    gathering = true;
    try {
      long left = gatheringNanosMax;
      while (!isGathered() && left > 0 && !closed) {
        left = gathered.awaitNanos(left);
      }
    } finally {
      gathering = false;
    }
  }

  private boolean isGathered() {
    return queue.size() >= CROWD_MAX || here() >= crowd;
  }

  private int here() {
    return queue.size() + taken;
  }

  /** Takes what is there without waiting. */
  List<Submission> poll(int commandsPerCommit) {
    lock.lock();
    try {
      return drain(commandsPerCommit);
    } finally {
      lock.unlock();
    }
  }

  private List<Submission> drain(int commandsPerCommit) {
    List<Submission> taken = new ArrayList<>();
    int count = 0;
    while (!queue.isEmpty()) {
      int size = queue.peek().weight();
      if (!taken.isEmpty() && count + size > commandsPerCommit) {
        notEmpty.signal(); // the rest is for another lane
        break;
      }
      taken.add(queue.remove());
      count += size;
    }
    commands -= count;
    return taken;
  }

  int commands() {
    lock.lock();
    try {
      return commands;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      gathered.signalAll();
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
