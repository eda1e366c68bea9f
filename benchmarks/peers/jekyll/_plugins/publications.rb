# One page for each publication in _data/publications.json, which pandoc makes of refs.bib.
class Publications < Jekyll::Generator
  def generate(site)
    site.data["publications"].each do |publication|
      page = Jekyll::PageWithoutAFile.new(site, site.source, "publications/#{publication["id"]}", "index.html")
      page.data.merge!("layout" => "publication", "title" => publication["title"], "publication" => publication)
      site.pages << page
    end
  end
end
