package dev.onhand.engine.jobs;

import dev.onhand.core.ledger.SellerId;

/**
 * What is done for jobs of one kind. It may be run more than once for the same job, so doing it
 * twice must be doing it once.
 */
public interface JobWork {

  /** The kind of job this does. */
  String kind();

  /** What it means for people that a job of this kind is not done, in whole sentences. */
  String undone();

  /**
   * Does it.
   *
   * @return the result, as JSON
   * @throws InterruptedException when its time is over; it must then stop soon
   */
  String run(SellerId seller, Job job) throws InterruptedException;
}
