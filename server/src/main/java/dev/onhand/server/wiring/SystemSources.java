package dev.onhand.server.wiring;

import dev.onhand.server.web.NanoTime;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where time and chance come from. All else is handed them. */
@Configuration(proxyBeanMethods = false)
class SystemSources {

  /** The one clock of the server, unless it was started with another. */
  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }

  /** For how long something takes. */
  @Bean
  NanoTime nanoTime() {
    return System::nanoTime;
  }

  /** Nobody can predict it: secrets are made of it. */
  @Bean
  RandomGenerator random() {
    return new SecureRandom();
  }
}
