package dev.onhand.server.web;

import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.engine.idempotency.KeptAnswers;
import dev.onhand.engine.service.PageTimes;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.MultipartConfigElement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Puts the shared pieces of the web in place. */
@Configuration(proxyBeanMethods = false)
class WebWiring {

  /** What is left of a refused body is read, so that the caller sees the answer, up to this. */
  private static final int SWALLOWED_BYTES_MAX = 2 * 1024 * 1024;

  /** Callers that come all at once wait here; one turned away would try again after a second. */
  private static final int CONNECTIONS_WAITING_MAX = 1_024;

  @Bean
  JsonMapper jsonMapper() {
    return JsonRules.mapper();
  }

  @Bean
  RequestIds requestIds(RandomGenerator random) {
    return new RequestIds(random);
  }

  @Bean
  OnceOnly onceOnly(KeptAnswers kept, JsonMapper json) {
    return new OnceOnly(kept, json);
  }

  @Bean
  PageTimes pageTimes() {
    return new PageTimes();
  }

  @Bean
  SentFiles sentFiles(DataDirectory data) {
    return new SentFiles(data.makeDirectory("imports"));
  }

  /** What the servlet container reads forms of parts by. */
  @Bean
  MultipartConfigElement formsOfParts(SentFiles files) {
    return files.config();
  }

  @Bean
  FilterRegistrationBean<RequestFilter> requestFilter(
      RequestIds ids,
      MeterRegistry registry,
      PageTimes pageTimes,
      NanoTime nanoTime,
      ProblemPage page,
      SentFiles files) {
    FilterRegistrationBean<RequestFilter> filter =
        new FilterRegistrationBean<>(
            new RequestFilter(ids, new RequestMetrics(registry), pageTimes, nanoTime, page, files));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  FilterRegistrationBean<ReadLimitFilter> readLimitFilter(Database database) {
    FilterRegistrationBean<ReadLimitFilter> filter =
        new FilterRegistrationBean<>(new ReadLimitFilter(database.settings().timeouts().read()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }

  /** Nothing here looks for the request in its thread, so nothing is put there. */
  @Bean
  FilterRegistrationBean<RequestContextFilter> requestContextFilter() {
    FilterRegistrationBean<RequestContextFilter> filter =
        new FilterRegistrationBean<>(new RequestContextFilter());
    filter.setEnabled(false);
    return filter;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatRules(
      RequestIds ids, ServerSettings settings) {
    return factory -> {
      if (!settings.proxies().isEmpty()) {
        factory.addEngineValves(believing(settings.proxies()));
      }
      // A SKU may contain a slash, or one that leans back: /products/A%2FB is one product.
      factory.addConnectorCustomizers(
          connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setEncodedReverseSolidusHandling(
                EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setProperty("maxSwallowSize", Integer.toString(SWALLOWED_BYTES_MAX));
            connector.setProperty("acceptCount", Integer.toString(CONNECTIONS_WAITING_MAX));
          });
      factory.addContextCustomizers(
          context -> {
            // Browsers send forms in UTF-8 and do not say so; by itself Tomcat takes them for
            // Latin-1.
            context.setRequestCharacterEncoding(StandardCharsets.UTF_8.name());
            context.getParent().getPipeline().addValve(new ProblemValve(ids));
          });
    };
  }

  /** Whom a proxy speaks for, and whether they came by HTTPS, is what its headers say. */
  private static RemoteIpValve believing(List<Network> proxies) {
    RemoteIpValve valve = new RemoteIpValve();
    valve.setInternalProxies(proxies.stream().map(Network::text).collect(Collectors.joining(",")));
    valve.setHostHeader("X-Forwarded-Host");
    valve.setPortHeader("X-Forwarded-Port");
    valve.setRequestAttributesEnabled(false); // they are for an access log, and there is none
    return valve;
  }

  @Bean
  WebMvcConfigurer webRules() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PageResolver());
      }

      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        // After access, so that who may not ask is not told what could be asked.
        // Channels that call us, and who signs people in, have parameters of their own.
        registry
            .addInterceptor(new ParameterGuard())
            .excludePathPatterns("/hooks/**", "/sign-in/oidc/**")
            .order(100);
      }
    };
  }
}
