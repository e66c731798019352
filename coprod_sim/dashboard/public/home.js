// The home page: three doors, and what this is and is not.

export const HomePage = {
  props: ['words', 'fixed'],
  template: `
    <main class="home">
      <h1>{{ texts.title }}</h1>
      <p class="home-what" data-testid="what">{{ texts.what }}</p>
      <ul class="doors">
        <li v-for="door in texts.doors" :key="door.key">
          <a :href="door.href" class="door" :data-testid="'door-' + door.key"><h2>{{ door.title }}</h2><p>{{ door.text }}</p></a>
        </li>
      </ul>
      <p class="note">{{ texts.foot }} {{ fixed.version }}</p>
    </main>`,
  computed: {
    texts() {
      return this.words.home;
    },
  },
};
