package dev.onhand.server.whatif;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.buffers.BufferTuner;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.jobs.Timetable;
import tools.jackson.databind.json.JsonMapper;

/** Tunes the buffers of each channel anew, where that is switched on. */
final class TuneWork implements JobWork {

  private final Accounts accounts;
  private final BufferTuner tuner;

  TuneWork(Accounts accounts, BufferTuner tuner) {
    this.accounts = accounts;
    this.tuner = tuner;
  }

  @Override
  public String kind() {
    return Timetable.TUNE;
  }

  @Override
  public String undone() {
    return "Buffers of channels were not tuned anew: they stay as they are.";
  }

  @Override
  public String run(SellerId seller, Job job) {
    int channels = 0;
    for (Account account : accounts.list(seller)) {
      channels += tuner.tune(account, job.actor()) ? 1 : 0;
    }
    return JsonMapper.shared().createObjectNode().put("channels", channels).toString();
  }
}
