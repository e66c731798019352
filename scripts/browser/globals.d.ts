// What Solara's page brings: Vue 2, as far as the views use it, and Solara's own object.

interface Watcher {
  $watch(what: () => unknown, then: (now: any, before: any) => void, options?: { immediate?: boolean; deep?: boolean }): () => void;
  $destroy(): void;
}

declare const Vue: {
  new (options?: object): Watcher;
  observable<T extends object>(shared: T): T;
};

declare const solara: { rootPath: string };

interface Window {
  solara: { rootPath: string };
}

// A component of Vue 2 as a plain object; its `this` is made by Vue from props, data, computed values and methods.
interface Component {
  mixins?: Component[];
  components?: Record<string, Component>;
  directives?: Record<string, object>;
  props?: string[] | Record<string, { type?: unknown; default?: unknown; required?: boolean }>;
  template?: string;
  render?(this: any, h: any): unknown;
  data?(this: any): object;
  computed?: Record<string, ((this: any) => any) | { get(this: any): any; set(this: any, value: any): void }>;
  methods?: Record<string, (this: any, ...given: any[]) => any>;
  watch?: Record<string, string | ((this: any, now: any, before: any) => void) | Watched>;
  created?(this: any): void;
  mounted?(this: any): void;
  updated?(this: any): void;
  beforeDestroy?(this: any): void;
}

interface Watched {
  handler: string | ((this: any, now: any, before: any) => void);
  immediate?: boolean;
  deep?: boolean;
}
