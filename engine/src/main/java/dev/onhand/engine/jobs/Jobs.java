package dev.onhand.engine.jobs;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where jobs are kept. */
public interface Jobs {

  /**
   * Puts a job in its queue; a worker sees it after the commit and never before.
   *
   * @return the job; empty if there is one of this kind and dedupe key already
   */
  Optional<Job> enqueue(SellerId seller, NewJob job);

  Optional<Job> find(SellerId seller, long jobId);

  /**
   * Newest first.
   *
   * @param queue null: of all
   * @param state null: in any
   */
  Slice<Job> list(
      SellerId seller, @Nullable Queue queue, Job.@Nullable State state, PageRequest page);

  /** How the seller's queues stand, all of them. */
  List<QueueCounts> counts(SellerId seller);

  /**
   * Notes that an attempt begins; empty if the job is over, so that a second run of it does
   * nothing.
   */
  Optional<Job> begin(SellerId seller, long jobId);

  /**
   * @param result JSON
   */
  void done(SellerId seller, long jobId, String result);

  /** The attempt failed; the next one is due then. */
  void again(SellerId seller, long jobId, String error, Instant runAt);

  /** The last attempt failed. The job stays to be seen, and can be tried again by a person. */
  void failed(SellerId seller, long jobId, String error);

  /**
   * Puts a failed job back in its queue with all its attempts; empty if there is no failed job of
   * that id.
   */
  Optional<Job> retry(SellerId seller, long jobId);
}
