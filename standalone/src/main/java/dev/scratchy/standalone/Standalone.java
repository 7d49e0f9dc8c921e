package dev.scratchy.standalone;

import dev.scratchy.command.CommandSide;
import dev.scratchy.query.QuerySide;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Both sides as one application, with tokens handed out by itself. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import({CommandSide.class, QuerySide.class})
public class Standalone {}
