package dev.onhand.gates.bad.server;

import dev.onhand.gates.bad.Breaks;
import org.springframework.scheduling.annotation.Scheduled;

@Breaks("jobs are durable")
final class RunsOnSchedule {
  @Scheduled(fixedDelay = 1000)
  void run() {}
}
