package dev.onhand.store.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The lists that wait for a lane, in the order they came, up to a limit. */
final class Waiting {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final ArrayDeque<Submission> queue = new ArrayDeque<>();
  private final int commandsMax;
  private int commands;
  private boolean closed;

  Waiting(int commandsMax) {
    this.commandsMax = commandsMax;
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
      notEmpty.signal();
      return refused;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is something, then takes all that is there up to a number of commands; empty
   * once closed and drained.
   */
  List<Submission> take(int commandsPerCommit) throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        notEmpty.await();
      }
      return drain(commandsPerCommit);
    } finally {
      lock.unlock();
    }
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
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
