package dev.onhand.server.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.jobs.Timetable;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The day's reconciliation: asks for one of each channel that works. The channels' own workers read
 * them, each within its limits.
 */
final class ReconcileWork implements JobWork {

  private final Accounts accounts;
  private final Reconciliations reconciliations;
  private final InstantSource clock;

  ReconcileWork(Accounts accounts, Reconciliations reconciliations, InstantSource clock) {
    this.accounts = accounts;
    this.reconciliations = reconciliations;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return Timetable.RECONCILE;
  }

  @Override
  public String undone() {
    return "Channels were not asked for the day's reconciliation: what they show wrongly may stay unseen until the next one. Orders and stock go on.";
  }

  @Override
  public String run(SellerId seller, Job job) {
    int channels = 0;
    for (Account account : accounts.list(seller)) {
      if (account.state() == Account.State.ACTIVE) {
        reconciliations.want(
            seller, account.channel(), Reconciliation.Purpose.DAILY, job.actor(), clock.instant());
        channels++;
      }
    }
    return JsonMapper.shared().createObjectNode().put("channels", channels).toString();
  }
}
