package dev.onhand.store.jobs;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.engine.jobs.NewJob;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.engine.jobs.QueueCounts;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs in PostgreSQL. */
public final class JdbcJobs implements Jobs {

  /** The one task that the scheduler knows; its instances are named {@code <seller>/<job>}. */
  public static final String TASK_NAME = "job";

  private final SellerTransactions transactions;
  private final InstantSource clock;
  private final Runnable enqueued;

  /**
   * @param enqueued told after the commit of each job that is due at once, so that a worker need
   *     not wait for its next look
   */
  public JdbcJobs(SellerTransactions transactions, InstantSource clock, Runnable enqueued) {
    this.transactions = transactions;
    this.clock = clock;
    this.enqueued = enqueued;
  }

  /** The name under which the scheduler knows a job. */
  public static String instanceName(SellerId seller, long jobId) {
    return seller.value() + "/" + jobId;
  }

  @Override
  public Optional<Job> enqueue(SellerId seller, NewJob job) {
    Optional<Job> made =
        transactions.call(
            seller,
            jdbc -> {
              Optional<Job> inserted = insert(jdbc, seller, job);
              inserted.ifPresent(row -> schedule(jdbc, seller, row));
              return inserted;
            });
    made.ifPresent(row -> enqueued.run());
    return made;
  }

  private Optional<Job> insert(JdbcClient jdbc, SellerId seller, NewJob job) {
    return jdbc.sql(
            """
            insert into job (seller_id, queue, kind, dedupe_key, parameters, state, actor, created_at, run_at)
            values (:seller, :queue, :kind, :dedupeKey, cast(:parameters as jsonb), 'waiting', :actor, :now, :now)
            on conflict do nothing -- job_dedupe_unique
            returning job_id, queue, kind, dedupe_key, parameters, state, attempts, result, error, actor,
              created_at, run_at, started_at, ended_at
            """)
        .param("seller", seller.value())
        .param("queue", job.queue().code())
        .param("kind", job.kind())
        .param("dedupeKey", job.dedupeKey())
        .param("parameters", JobRows.json(job.parameters()))
        .param("actor", job.actor())
        .param("now", SqlTimes.toSql(clock.instant()))
        .query((row, number) -> JobRows.job(row))
        .optional();
  }

  /**
   * Tells the scheduler, in the same transaction: what is rolled back is never run, what is
   * committed is never forgotten.
   */
  private static void schedule(JdbcClient jdbc, SellerId seller, Job job) {
    String sql =
        switch (job.queue()) {
          case STOCK_SYNC ->
              """
              insert into queue_stock_sync (task_name, task_instance, execution_time, picked, version)
              values (:task, :instance, :runAt, false, 1)
              """;
          case RECONCILE ->
              """
              insert into queue_reconcile (task_name, task_instance, execution_time, picked, version)
              values (:task, :instance, :runAt, false, 1)
              """;
        };
    jdbc.sql(sql)
        .param("task", TASK_NAME)
        .param("instance", instanceName(seller, job.id()))
        .param("runAt", SqlTimes.toSql(job.runAt()))
        .update();
  }

  @Override
  public Optional<Job> find(SellerId seller, long jobId) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select job_id, queue, kind, dedupe_key, parameters, state, attempts, result, error, actor,
                      created_at, run_at, started_at, ended_at
                    from job
                    where seller_id = :seller and job_id = :id
                    """)
                .param("seller", seller.value())
                .param("id", jobId)
                .query((row, number) -> JobRows.job(row))
                .optional());
  }

  @Override
  public Slice<Job> list(
      SellerId seller, @Nullable Queue queue, Job.@Nullable State state, PageRequest page) {
    List<Job> read =
        transactions.call(
            seller,
            jdbc -> {
              IndexPlans.ofEachQuestion(jdbc);
              return jdbc.sql(
                      """
                        select job_id, queue, kind, dedupe_key, parameters, state, attempts, result, error, actor,
                          created_at, run_at, started_at, ended_at
                        from (
                          (select *
                          from job
                          where seller_id = :seller and job_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                            and (cast(:queue as text) is null or queue = :queue)
                            and (cast(:state as text) is null or state = :state)
                          order by job_id desc
                          limit :rows)
                          union all
                          (select *
                          from job
                          where seller_id = :seller and job_id > cast(:before as bigint)
                            and (cast(:queue as text) is null or queue = :queue)
                            and (cast(:state as text) is null or state = :state)
                          order by job_id
                          limit :rows)) as page
                        order by case when cast(:before as bigint) is null then -job_id else job_id end
                        """)
                  .param("seller", seller.value())
                  .param("queue", queue == null ? null : queue.code())
                  .param("state", state == null ? null : state.code())
                  .param("after", page.after())
                  .param("before", page.before())
                  .param("rows", page.rowsToRead())
                  .query((row, number) -> JobRows.job(row))
                  .list();
            });
    return Slice.of(page, read);
  }

  @Override
  public List<QueueCounts> counts(SellerId seller) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select q.queue,
                      count(*) filter (where j.state = 'waiting') as waiting,
                      count(*) filter (where j.state = 'running') as running,
                      count(*) filter (where j.state = 'done') as done,
                      count(*) filter (where j.state = 'failed') as failed,
                      min(j.run_at) filter (where j.state = 'waiting') as oldest_waiting,
                      max(j.ended_at) as last_ended
                    from unnest(:queues) as q (queue)
                    left join job j on j.seller_id = :seller and j.queue = q.queue
                    group by q.queue
                    order by q.queue
                    """)
                .param("seller", seller.value())
                .param("queues", JobRows.queueCodes())
                .query((row, number) -> JobRows.counts(row))
                .list());
  }

  @Override
  public Optional<Job> begin(SellerId seller, long jobId) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update job set state = 'running', attempts = attempts + 1, started_at = :now
                    where seller_id = :seller and job_id = :id and state in ('waiting', 'running')
                    returning job_id, queue, kind, dedupe_key, parameters, state, attempts, result, error, actor,
                      created_at, run_at, started_at, ended_at
                    """)
                .param("seller", seller.value())
                .param("id", jobId)
                .param("now", SqlTimes.toSql(clock.instant()))
                .query((row, number) -> JobRows.job(row))
                .optional());
  }

  @Override
  public void done(SellerId seller, long jobId, String result) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update job set state = 'done', result = cast(:result as jsonb), error = null, ended_at = :now
                    where seller_id = :seller and job_id = :id
                    """)
                .param("seller", seller.value())
                .param("id", jobId)
                .param("result", result)
                .param("now", SqlTimes.toSql(clock.instant()))
                .update());
  }

  @Override
  public void again(SellerId seller, long jobId, String error, Instant runAt) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update job set state = 'waiting', error = :error, run_at = :runAt
                    where seller_id = :seller and job_id = :id
                    """)
                .param("seller", seller.value())
                .param("id", jobId)
                .param("error", error)
                .param("runAt", SqlTimes.toSql(runAt))
                .update());
  }

  @Override
  public void failed(SellerId seller, long jobId, String error) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update job set state = 'failed', error = :error, ended_at = :now
                    where seller_id = :seller and job_id = :id
                    """)
                .param("seller", seller.value())
                .param("id", jobId)
                .param("error", error)
                .param("now", SqlTimes.toSql(clock.instant()))
                .update());
  }

  @Override
  public Optional<Job> retry(SellerId seller, long jobId) {
    Optional<Job> retried =
        transactions.call(
            seller,
            jdbc -> {
              Optional<Job> job = putBack(jdbc, seller, jobId);
              job.ifPresent(row -> schedule(jdbc, seller, row));
              return job;
            });
    retried.ifPresent(row -> enqueued.run());
    return retried;
  }

  private Optional<Job> putBack(JdbcClient jdbc, SellerId seller, long jobId) {
    return jdbc.sql(
            """
            update job set state = 'waiting', attempts = 0, run_at = :now, ended_at = null
            where seller_id = :seller and job_id = :id and state = 'failed'
            returning job_id, queue, kind, dedupe_key, parameters, state, attempts, result, error, actor,
              created_at, run_at, started_at, ended_at
            """)
        .param("seller", seller.value())
        .param("id", jobId)
        .param("now", SqlTimes.toSql(clock.instant()))
        .query((row, number) -> JobRows.job(row))
        .optional();
  }
}
